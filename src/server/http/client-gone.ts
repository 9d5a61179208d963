import type { Socket } from 'node:net';

const listeners = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `action` when the connection of a request is closed, or immediately if it is closed already. Returns a function that
 * removes the listener. The response has no `close` event while it waits for an earlier one on the same connection
 * (pipelining), so the socket is used, with one listener for all of its requests.
 */
export function whenClientGone(socket: Socket, action: () => void): () => void {
  if (socket.destroyed) {
    action();
    return () => {};
  }
  const existing = listeners.get(socket);
  const actions = existing ?? new Set();
  if (!existing) {
    listeners.set(socket, actions);
    socket.once('close', () => {
      for (const each of actions) each();
    });
  }
  actions.add(action);
  return () => actions.delete(action);
}
