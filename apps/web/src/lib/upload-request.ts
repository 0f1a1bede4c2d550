import type { SendPiece, UploadAnswer } from './upload';

/** By XMLHttpRequest: fetch tells nothing of how much of a body is on its way. The browser adds Origin and the session's cookie. */
export const sendByXhr: SendPiece = (url, piece, { sent, signal }) =>
  new Promise<UploadAnswer | null>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded }) => sent(loaded);
    request.onload = () => resolve({ status: request.status, body: jsonOf(request.responseText) });
    request.onerror = () => resolve(null);
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    request.open('PUT', url);
    request.send(piece);
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
