export { pageCtx, requireSignedIn } from '@/lib/http';
