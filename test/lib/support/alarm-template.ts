import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ImageSupportMonitor } from '../../../lib';
import { ImageSupportAlarms, type ImageSupportAlarmsProps } from '../../../lib/image-support-alarms';
import type { AlarmProperties } from './alarm-state';
import { testApp } from './test-app';

export const MONITOR = 'team-a';

export type AlarmOptions = Omit<ImageSupportAlarmsProps, 'monitor'>;

export function stackInUse(): Stack {
  return new Stack(testApp(), 'Stack', { env: { account: '123456789012', region: 'us-east-1' } });
}

export interface MonitorWithAlarms {
  readonly alarms: ImageSupportAlarms;
  readonly monitor: ImageSupportMonitor;
  readonly stack: Stack;
}

export function alarmsWith(options: AlarmOptions = {}, stack = stackInUse()): MonitorWithAlarms {
  const monitor = new ImageSupportMonitor(stack, 'Monitor', { monitorName: MONITOR });
  return { alarms: new ImageSupportAlarms(stack, 'Alarms', { monitor, ...options }), monitor, stack };
}

/** The alarms of a stack as the template has them, by the name of their prop. */
export function alarmsOf(stack: Stack): Readonly<Record<string, AlarmProperties>> {
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.fromEntries(Object.entries(found).map(([logicalId, { Properties }]) => [nameOf(logicalId), Properties as AlarmProperties]));
}

export function alarmOf(name: string, options?: AlarmOptions): AlarmProperties {
  const alarm = (options ? alarmsOf(alarmsWith(options).stack) : alarmsByDefault())[name];
  if (!alarm) throw new Error(`There is no alarm '${name}'.`);
  return alarm;
}

let byDefault: Readonly<Record<string, AlarmProperties>> | undefined;

/** Most tests ask for them, and a template takes its time. */
function alarmsByDefault(): Readonly<Record<string, AlarmProperties>> {
  byDefault ??= alarmsOf(alarmsWith().stack);
  return byDefault;
}

/** `AlarmsEndOfSupport0A1B2C3D` → `endOfSupport`. */
function nameOf(logicalId: string): string {
  const name = logicalId.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}
