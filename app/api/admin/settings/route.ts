import { getSettingsSpec, updateSettingsSpec } from '@/app/api/_specs/admin';
import { readSettings } from '@/lib/admin';
import { defineRoute } from '@/lib/http';
import { updateSettings } from '@/lib/settings';

export const GET = defineRoute(getSettingsSpec, async ({ ctx }) => ({
  body: { settings: await readSettings({ ctx, input: {} }) },
}));

export const PATCH = defineRoute(updateSettingsSpec, async ({ ctx, body }) => ({
  body: { settings: await updateSettings({ ctx, input: body }) },
}));
