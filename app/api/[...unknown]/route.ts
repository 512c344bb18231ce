import { unknownSpecs } from '@/app/api/_specs/operations';
import { notFound } from '@/lib/errors';
import { defineRoute } from '@/lib/http';

const nothing = () => Promise.reject(notFound('endpoint'));

/** Programs get a problem to read, not the page that people get. */
export const GET = defineRoute(unknownSpecs.GET, nothing);
export const POST = defineRoute(unknownSpecs.POST, nothing);
export const PUT = defineRoute(unknownSpecs.PUT, nothing);
export const PATCH = defineRoute(unknownSpecs.PATCH, nothing);
export const DELETE = defineRoute(unknownSpecs.DELETE, nothing);
