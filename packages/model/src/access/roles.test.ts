import { describe, expect, it } from 'vitest';
import { may, PERMISSIONS, type Permission, type ROLES } from './roles';

const allowed = (role: (typeof ROLES)[number]): readonly Permission[] => PERMISSIONS.filter((each) => may(role, each));

describe('a role', () => {
  it('of an admin allows everything', () => {
    expect(allowed('admin')).toEqual(PERMISSIONS);
  });

  it('of an operator works the machines and the GPU, but changes no profile', () => {
    expect(PERMISSIONS.filter((each) => !may('operator', each))).toEqual([
      'host.configure',
      'gpu.configure',
      'machine.monitor',
      'profile.edit',
      'profile.extra',
      'storage.edit',
    ]);
  });

  it('of a viewer only looks, and looks after its own account', () => {
    expect(allowed('viewer').filter((each) => !each.endsWith('.view'))).toEqual(['account.own']);
  });

  it('allows all that a lesser one allows', () => {
    for (const permission of allowed('viewer')) expect(may('operator', permission)).toBe(true);
    for (const permission of allowed('operator')) expect(may('admin', permission)).toBe(true);
  });
});
