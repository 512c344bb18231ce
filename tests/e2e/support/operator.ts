export { ApiClient, asOperator } from '../../support/api-client';

export const OPERATOR = { email: 'operator@hub.example', password: 'correct horse battery' };
