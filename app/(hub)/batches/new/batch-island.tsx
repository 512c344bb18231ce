'use client';

import { batchClient } from '@/app/_client/batch-client';
import { BatchForm, type BatchFormProps } from '@/components/batches/batch-form';

/** The form with the wire in its hands. */
export function BatchIsland(props: Omit<BatchFormProps, 'client'>) {
  return <BatchForm {...props} client={batchClient} />;
}
