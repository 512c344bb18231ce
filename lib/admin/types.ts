import type { z } from 'zod';
import type { modelViewSchema, providerViewSchema } from './view-schema';

export type ProviderView = z.infer<typeof providerViewSchema>;
export type ModelHealthView = ProviderView['health'][number];
export type ModelView = z.infer<typeof modelViewSchema>;
