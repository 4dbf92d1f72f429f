package dev.setpoint.process;

import dev.setpoint.target.docker.guard.PolicyFile;
import dev.setpoint.target.docker.guard.Surroundings;
import dev.setpoint.target.lxd.guard.ServerPolicy;
import java.util.Optional;

/**
 * The policy file of this machine as servers are judged by it.
 *
 * @param surroundings what no instance may see, whatever directories are listed
 */
record FilePolicy(PolicyFile file, Surroundings surroundings) implements ServerPolicy {
  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public boolean allows(String key) {
    return file.allows(key);
  }

  @Override
  public boolean lists(String key, String value) {
    return file.lists(key, value);
  }

  @Override
  public Optional<String> refusesPath(String path, boolean readOnly) {
    return file.refusesPath(path, readOnly, surroundings);
  }

  @Override
  public String placeOf(String key) {
    return file.placeOf(key);
  }
}
