package dev.setpoint.trust.leaf;

import dev.setpoint.trust.Digests;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Certificates whose signature by one authority was found good, by the digest of all their bytes:
 * an agent that comes back, and the second look at a new one, need not prove it again. Nothing else
 * about a certificate is remembered. Safe for many threads.
 */
final class ProvenLeaves {
  /** As many as there may be agents; the one that was not seen for the longest time goes. */
  private static final int MOST = 20_000;

  /** Guards the map. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Boolean> proven =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST;
        }
      };

  /** The certificate as this remembers it. */
  static String digest(byte[] certificate) {
    return Digests.sha256(certificate);
  }

  boolean has(String digest) {
    lock.lock();
    try {
      return proven.get(digest) != null;
    } finally {
      lock.unlock();
    }
  }

  void add(String digest) {
    lock.lock();
    try {
      proven.put(digest, true);
    } finally {
      lock.unlock();
    }
  }
}
