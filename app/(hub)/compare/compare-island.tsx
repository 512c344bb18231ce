'use client';

import { compareClient } from '@/app/_client/batch-client';
import { CompareForm, type CompareFormProps } from '@/components/compare/compare-form';

/** The form with the wire in its hands. */
export function CompareIsland(props: Omit<CompareFormProps, 'client'>) {
  return <CompareForm {...props} client={compareClient} />;
}
