import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Looks a person up by mail address or id; the answer is an address. */
export function FindUserForm({ value, error }: { value: string; error: string | null }) {
  const t = useTranslations('admin.credits');
  return (
    <form method="get" action="/admin/credits" className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-end">
      <Field id="user" label={t('find')} error={error}>
        {(control) => (
          <Input {...control} name="user" defaultValue={value} required autoComplete="off" maxLength={254} />
        )}
      </Field>
      <Button type="submit" variant="secondary" className={error ? 'sm:mb-7' : undefined}>
        {t('findSubmit')}
      </Button>
    </form>
  );
}
