/** The text that was copied on this device; null = there is none, or the browser does not give it (it asks; only HTTPS pages may). */
export async function readCopied(): Promise<string | null> {
  try {
    return (await navigator.clipboard.readText()) || null;
  } catch {
    return null;
  }
}

/** @returns whether the browser took it */
export async function copyHere(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
