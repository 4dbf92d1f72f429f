package dev.setpoint.target.lxd.guard;

import java.util.List;
import java.util.Optional;

/** What a machine lets its servers give away. Asked anew for every judgement. */
public interface ServerPolicy {
  /** Judges nothing. */
  ServerPolicy OPEN = new Open();

  /** Whether nothing is judged, since there is no policy and none is wanted. */
  boolean isOpen();

  /** Whether a switch of the policy is on: {@code privileged} or {@code nesting}. */
  boolean allows(String key);

  /**
   * Whether a list of the policy names something.
   *
   * @param key of the list, such as {@code devices}
   */
  boolean lists(String key, String value);

  /** Why a directory of the machine may not be given; empty when it may. */
  Optional<String> refusesPath(String path, boolean readOnly);

  /** Where a key stands or would stand, for people. */
  String placeOf(String key);

  /** What is against something, as one sentence; empty when nothing is. */
  static Optional<String> sentence(List<String> found) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of("the policy of this machine does not allow it: " + String.join("; ", found));
  }

  /** No policy. */
  final class Open implements ServerPolicy {
    private Open() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean allows(String key) {
      return true;
    }

    @Override
    public boolean lists(String key, String value) {
      return true;
    }

    @Override
    public Optional<String> refusesPath(String path, boolean readOnly) {
      return Optional.empty();
    }

    @Override
    public String placeOf(String key) {
      return key;
    }
  }
}
