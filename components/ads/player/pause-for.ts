export const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
