export type { Automations, StoredAutomation } from './automations';
export { type Database, type DatabaseLog, type DatabaseOptions, openDatabase } from './database';
export { DatabaseError, type DatabaseErrorCode, type DatabaseFailures, isDatabaseError } from './errors';
export type { EventFilter, Events, HistoryEvent, NewHistoryEvent } from './events';
export { LOCAL_HOST } from './hosts';
export type {
  FinalOperationState,
  NewOperation,
  Operation,
  OperationEnd,
  OperationFilter,
  OperationState,
  Operations,
} from './operations';
export type { ProfileVersion } from './profile-versions';
export type { NewProfile, Profile, ProfileChange, Profiles } from './profiles';
export type { MachineRun, NewMachineRun, Runs } from './runs';
export type { Session, Sessions } from './sessions';
export type { Settings } from './settings';
export type { GpuOnHost, GpuSpan, Holder, HolderKind, Spans } from './spans';
export type { NewUser, User, UserRole, Users } from './users';
