export * from './chain-catalogue';
export * from './image-support-dashboard';
export * from './image-support-monitor';
export * from './image-support-monitor-base';
export * from './policy-source';
export * from './support-policy';
export * from './waivers';
