package dev.setpoint.target.lxd.instance.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which options work at once in a running instance: as the server says where it does, else as the
 * shipped table says.
 */
public final class LiveOptions {
  /** What the server reads when it acts, not the instance, so that no restart is needed. */
  private static final List<String> OF_THE_SERVER =
      List.of("boot.", "snapshots.", "cluster.", "migration.incremental.");

  private final Map<String, String> told = new HashMap<>();

  /**
   * Reads what a server says of its options.
   *
   * @param metadata answer of {@link dev.setpoint.target.lxd.api.Server#optionMetadata}
   */
  public LiveOptions(Optional<JsonNode> metadata) {
    metadata
        .map(json -> json.path("configs").path("instance"))
        .ifPresent(groups ->
            groups
                .valueStream()
                .flatMap(group -> group.path("keys").valueStream())
                .flatMap(key -> key.properties().stream())
                .filter(option -> option.getValue().has("liveupdate"))
                .forEach(option ->
                    told.put(option.getKey(), option.getValue().path("liveupdate").asText(""))));
  }

  /** Whether a change of an option works at once. */
  public boolean isLive(String key, boolean virtualMachine) {
    if (OF_THE_SERVER.stream().anyMatch(key::startsWith)) {
      return true;
    }
    String word = told.get(key);
    if (word != null) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "yes", "true" -> true;
        case "no", "false" -> false;
        // such as "no (container), yes (VM)" or "`yes` on containers"
        default -> byTable(key, virtualMachine);
      };
    }
    return byTable(key, virtualMachine);
  }

  private static boolean byTable(String key, boolean virtualMachine) {
    Option option = Options.shipped().option(key);
    return virtualMachine ? option.liveInMachine() : option.live();
  }

  /** Whether a device of a type comes and goes while the instance runs. */
  static boolean isHotPlugged(String type, boolean virtualMachine) {
    return switch (type) {
      case "tpm", "pci", "infiniband" -> false;
      case "gpu", "proxy" -> !virtualMachine;
      default -> true;
    };
  }
}
