/** “1 machine”, “3 machines”. */
export function countedMachines(count: number): string {
  return count === 1 ? '1 machine' : `${count} machines`;
}
