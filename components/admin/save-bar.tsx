import { Alert } from '@/components/ui/alert';
import { cx } from '@/components/ui/cx';
import type { FormState } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';

const STICKY =
  'sticky bottom-0 -mx-1 border-t border-line bg-page px-1 py-3 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]';

interface SaveBarProps {
  state: FormState;
  label: string;
  /** Stays in sight wherever a long form was scrolled to. */
  sticky?: boolean;
  className?: string;
}

/** The end of a form: its button, and beside it what became of it. */
export function SaveBar({ state: { message, ok }, label, sticky = false, className }: SaveBarProps) {
  return (
    <div className={cx('flex flex-col gap-3 sm:flex-row sm:items-center', sticky && STICKY, className)}>
      {message && (
        <Alert tone={ok ? 'good' : 'bad'} role={ok ? 'status' : 'alert'} className="min-w-0 flex-1">
          {message}
        </Alert>
      )}
      <SubmitButton size={sticky ? 'lg' : 'md'} className="sm:order-first">
        {label}
      </SubmitButton>
    </div>
  );
}
