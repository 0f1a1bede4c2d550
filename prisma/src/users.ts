import type { Client } from './client';

export type UserRole = 'admin' | 'operator' | 'viewer';

export interface User {
  id: string;
  name: string;
  role: UserRole;
  passwordHash: string;
  createdAt: Date;
  updatedAt: Date;
}

export type NewUser = Pick<User, 'id' | 'name' | 'role' | 'passwordHash'>;

export class Users {
  constructor(private readonly client: Client) {}

  /** Throws `duplicate` when the name is taken. */
  async create(user: NewUser): Promise<User> {
    return toUser(await this.client.user.create({ data: user }));
  }

  async byId(id: string): Promise<User | undefined> {
    const row = await this.client.user.findUnique({ where: { id } });
    return row ? toUser(row) : undefined;
  }

  async byName(name: string): Promise<User | undefined> {
    const row = await this.client.user.findUnique({ where: { name } });
    return row ? toUser(row) : undefined;
  }

  async list(): Promise<User[]> {
    return (await this.client.user.findMany({ orderBy: { name: 'asc' } })).map(toUser);
  }

  /** Zero means that the first run is not over: nobody can log in yet. */
  async count(): Promise<number> {
    return this.client.user.count();
  }

  /** Throws `not-found`. */
  async update(id: string, change: Partial<Pick<User, 'name' | 'role' | 'passwordHash'>>): Promise<User> {
    return toUser(await this.client.user.update({ where: { id }, data: change }));
  }

  /** Takes the user's sessions along. True when there was such a user. */
  async remove(id: string): Promise<boolean> {
    return (await this.client.user.deleteMany({ where: { id } })).count > 0;
  }
}

function toUser(row: Omit<User, 'role'> & { role: string }): User {
  return { ...row, role: row.role as UserRole };
}
