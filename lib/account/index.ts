export { deleteMe } from './delete-me';
export { exportMe } from './export-me';
