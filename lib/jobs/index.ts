export { startJobs, type Jobs, type JobServices } from './start-jobs';
