const BODILESS = [101, 204, 205, 304];

/** `response` with the headers that make a page cross-origin isolated, for hosts that cannot send them. */
export function isolated(response: Response): Response {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const { status, statusText } = response;
  const body = BODILESS.includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
