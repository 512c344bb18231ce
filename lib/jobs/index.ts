export type { Job } from './job';
export { createJobStats, type JobState, type JobStats } from './job-stats';
export { startJobs, type Jobs, type JobServices, type StartJobsInput } from './start-jobs';
