import { getTranslations } from 'next-intl/server';
import { requireSignedIn } from '@/app/_shell/page';
import { reportProblemAction } from '@/app/actions/support';
import { ClientMessages } from '@/components/layout/client-messages';
import { ProblemCard } from '@/components/support/problem-card';
import { ProblemForm } from '@/components/support/problem-form';
import { getProblem } from '@/lib/support';

/** The way to the operator, once a run has ended. `asked`: the address wants the form open. */
export async function Problem({ runId, asked }: { runId: string; asked: boolean }) {
  const { ctx } = await requireSignedIn(`/runs/${runId}`);
  const [t, problem] = await Promise.all([getTranslations('support'), getProblem({ ctx, input: { runId } })]);
  const form = (
    <ProblemForm
      key={problem?.id}
      action={reportProblemAction}
      runId={runId}
      label={t(problem ? 'again' : 'ask')}
      asked={asked && !problem}
    />
  );
  return (
    <ClientMessages namespaces={['support']}>
      <ProblemCard problem={problem} form={problem?.status === 'open' ? null : form} />
    </ClientMessages>
  );
}
