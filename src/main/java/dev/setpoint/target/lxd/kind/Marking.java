package dev.setpoint.target.lxd.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.target.lxd.kind.Live.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which Setpoint knows its own on a server, in the {@code config} of everything that
 * has one and in the properties of an image. Unlike labels of containers they can be written to
 * what is there already.
 */
public final class Marking {
  /** All our keys begin so; no manifest may declare one. */
  public static final String PREFIX = "user.setpoint.";

  private static final String OWNER = PREFIX + "owner";
  private static final String NODE = PREFIX + "node";
  private static final String RESOURCE = PREFIX + "resource";
  private static final String SPEC = PREFIX + "spec-digest";
  private static final String OPERATION = PREFIX + "operation";
  private static final String ROLE = PREFIX + "role";

  private Marking() {}

  /**
   * The keys of a mark.
   *
   * @param operation id of the correction that writes them
   */
  public static Map<String, String> keys(OwnerMark mark, String operation, Role role) {
    var keys = new LinkedHashMap<String, String>();
    keys.put(OWNER, mark.owner());
    keys.put(NODE, mark.node());
    keys.put(RESOURCE, mark.resource().toString());
    keys.put(SPEC, mark.specDigest());
    keys.put(OPERATION, operation);
    keys.put(ROLE, role.name().toLowerCase(Locale.ROOT));
    return keys;
  }

  /** The mark among these keys, or null when there is none that is whole. */
  public static @Nullable OwnerMark read(JsonNode keys) {
    String owner = keys.path(OWNER).asText("");
    var resource = ResourceId.parse(keys.path(RESOURCE).asText(""));
    return owner.isEmpty() || resource.isEmpty()
        ? null
        : new OwnerMark(
            owner, keys.path(NODE).asText(""), resource.get(), keys.path(SPEC).asText(""));
  }

  /** What a marked thing is for. */
  public static Role role(JsonNode keys) {
    String word = keys.path(ROLE).asText("");
    return Arrays.stream(Role.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(Role.ITSELF);
  }

  /** Id of the correction that wrote the mark last; empty when there is none. */
  public static String operation(JsonNode keys) {
    return keys.path(OPERATION).asText("");
  }
}
