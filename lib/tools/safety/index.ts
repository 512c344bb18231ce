export { checkInput, type InputCheck } from './check-input';
export { forgetRefusals } from './forget-refusals';
export { guardOutput, type OutputGuard, type Withheld } from './guard-output';
export { pause } from './pause';
export { tryModeration, type ModerationTrial } from './try-moderation';
