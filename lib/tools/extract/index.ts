export { isFlat, readFields } from './read-fields';
export { jsonSchemaOf } from './json-schema';
export { judgeRecords } from './judge-records';
export { isFault } from './shape';
