import type { ReactNode } from 'react';
import { pageCtx } from '@/app/_shell/page';
import { setTheme } from '@/app/actions/shell';
import { AuthFrame } from '@/components/auth/auth-frame';
import { ClientMessages } from '@/components/layout/client-messages';

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { services } = await pageCtx();
  return (
    <AuthFrame appName={services.env.APP_NAME} setTheme={setTheme}>
      <ClientMessages namespaces={['auth']}>{children}</ClientMessages>
    </AuthFrame>
  );
}
