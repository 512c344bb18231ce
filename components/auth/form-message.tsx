import { Alert } from '@/components/ui/alert';

/** What was wrong with the form as a whole. */
export function FormMessage({ message }: { message: string | null }) {
  if (!message) return null;
  return (
    <Alert tone="bad" role="alert">
      {message}
    </Alert>
  );
}
