import { EXIT, StartupFailure } from './startup-failure';

/** Says why a port cannot be listened on, for the causes that the person who started us can remove. */
export function listenFailure(error: NodeJS.ErrnoException, port: number, bind: string | undefined): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartupFailure(
        EXIT.unavailable,
        `Port ${port} is already in use: stop the program that uses it, or set BATON_PORT to another port.`,
      );
    case 'EACCES':
      return new StartupFailure(
        EXIT.noPermission,
        `Port ${port} is reserved for root: set BATON_PORT to a port from 1024 on.`,
      );
    case 'EADDRNOTAVAIL':
      return new StartupFailure(
        EXIT.unavailable,
        `This computer does not have the address ${bind}: set BATON_BIND to one of its own.`,
      );
    default:
      return error;
  }
}
