import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { requireSignedIn } from '@/app/_shell/page';
import { MovementPage } from '@/components/credits/movement-page';
import { subjectOf } from '@/components/credits/types';
import { movementWords } from '@/components/credits/words';
import { getMovement } from '@/lib/credits';
import { AppError } from '@/lib/errors';
import { subjectsOf } from '../../subjects';

interface Props {
  params: Promise<{ id: string }>;
}

const findMovement = cache(async (id: string) => {
  const { ctx } = await requireSignedIn(`/credits/movements/${id}`);
  const movement = await getMovement({ ctx, input: { id } }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  return { movement, subject: subjectOf(await subjectsOf(ctx, [movement.ref], movement.userId), movement.ref) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('credits');
  // A movement that is not there is the page's to say: thrown from here it would be drawn by script alone.
  const found = await params.then(({ id }) => findMovement(id)).catch(() => null);
  return { title: found ? movementWords(t, found.movement) : t('movement.title') };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  return <MovementPage {...await findMovement(id)} />;
}
