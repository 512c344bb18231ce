import Link from 'next/link';
import { Alert } from '@/components/ui/alert';

interface AuthHeadProps {
  title: string;
  lead: string;
  /** Set when something typed waits behind this form. */
  note?: string;
}

export function AuthHead({ title, lead, note }: AuthHeadProps) {
  return (
    <div className="mb-7 grid gap-2">
      <h1 className="text-4xl font-extrabold">{title}</h1>
      <p className="text-muted">{lead}</p>
      {note && (
        <Alert tone="good" className="mt-3">
          {note}
        </Alert>
      )}
    </div>
  );
}

/** The way to the other form. */
export function AuthSwitch({ question, label, href }: { question: string; label: string; href: string }) {
  return (
    <p className="mt-7 text-muted">
      {question}{' '}
      <Link
        href={href}
        className="inline-flex min-h-11 items-center font-semibold text-accent-strong underline underline-offset-4"
      >
        {label}
      </Link>
    </p>
  );
}
