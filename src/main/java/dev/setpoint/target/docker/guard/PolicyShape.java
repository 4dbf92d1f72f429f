package dev.setpoint.target.docker.guard;

import dev.setpoint.manifest.scalar.Signals;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.ObjectShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import dev.setpoint.target.docker.guard.LocalPolicy.Listed;
import dev.setpoint.target.docker.guard.LocalPolicy.Namespace;
import dev.setpoint.target.docker.guard.LocalPolicy.Origin;
import dev.setpoint.target.docker.guard.LocalPolicy.Root;
import dev.setpoint.target.docker.guard.LocalPolicy.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys of the policy file. */
final class PolicyShape {
  private static final Shape<String> PATH =
      Shapes.text("a path", "^/[^\\r\\n]*$", "/srv", PolicyShape::parsePath);
  private static final Field<Boolean> PRIVILEGED = Field.optional("privileged", Shapes.BOOLEAN);
  private static final Field<Boolean> NESTING = Field.optional("nesting", Shapes.BOOLEAN);
  private static final Field<List<Namespace>> HOST_NAMESPACES =
      Field.optional(
          "hostNamespaces",
          Shapes.list(Shapes.words(Namespace.class)).uniqueBy(each -> each, "namespace"));
  private static final Field<Boolean> JOIN_CONTAINERS =
      Field.optional("joinContainers", Shapes.BOOLEAN);
  private static final Field<Boolean> ENGINE_SOCKET =
      Field.optional("engineSocket", Shapes.BOOLEAN);
  private static final Field<Boolean> SERVERS = Field.optional("servers", Shapes.BOOLEAN);
  private static final Field<Boolean> HOST = Field.optional("host", Shapes.BOOLEAN);
  private static final Field<String> ROOT_PATH = Field.required("path", PATH);
  private static final Field<Boolean> ROOT_READ_ONLY = Field.optional("readOnly", Shapes.BOOLEAN);
  private static final Field<List<Root>> MOUNTS =
      Field.optional(
          "mounts",
          Shapes.list(
                  Shapes.object(
                      "a directory",
                      List.of(ROOT_PATH, ROOT_READ_ONLY),
                      values ->
                          new Root(
                              Path.of(values.require(ROOT_PATH)),
                              values.get(ROOT_READ_ONLY, false))))
              .uniqueBy(Root::path, "path"));
  private static final Map<Listed, Field<List<String>>> LISTS = lists();

  private static final ObjectShape<LocalPolicy> SHAPE =
      Shapes.object("the policy of this machine", fields(), PolicyShape::make);

  private PolicyShape() {}

  /** The shape; what it reads does not know yet where it stood. */
  static Shape<LocalPolicy> shape() {
    return SHAPE;
  }

  private static Grammar.Result<String> parsePath(String text) {
    boolean sound =
        text.startsWith("/")
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0
            && Path.of(text).normalize().toString().equals(text);
    return sound
        ? Grammar.read(text)
        : Grammar.refused(
            "a path is absolute, without . and .., and without / at its end",
            "write something like /srv");
  }

  private static Map<Listed, Field<List<String>>> lists() {
    var lists = new EnumMap<Listed, Field<List<String>>>(Listed.class);
    for (Listed sort : Listed.values()) {
      lists.put(
          sort, Field.optional(sort.key(), Shapes.list(element(sort)).uniqueBy(e -> e, "value")));
    }
    return lists;
  }

  private static Shape<String> element(Listed sort) {
    return switch (sort) {
      case CAPABILITIES -> Signals.CAPABILITY;
      case DEVICES -> PATH;
      case SYSCTLS ->
          Shapes.matching(
              "a kernel setting",
              "[a-z0-9_]+(\\.[A-Za-z0-9_/-]+)*(\\.\\*)?",
              "it is a name, or the beginning of names with .* behind it",
              "net.ipv4.*");
      case SECURITY_OPTIONS,
          GROUPS,
          RUNTIMES,
          VOLUME_DRIVERS,
          VOLUME_TYPES,
          NETWORK_DRIVERS,
          INSTANCE_OPTIONS,
          DEVICE_TYPES,
          NIC_TYPES,
          PROXY_ADDRESSES ->
          Shapes.matching("a word", "[^\\s]{1,200}", "it is one word without spaces", "\"local\"");
    };
  }

  private static List<Field<?>> fields() {
    var fields =
        new ArrayList<Field<?>>(
            List.of(
                PRIVILEGED,
                NESTING,
                HOST_NAMESPACES,
                JOIN_CONTAINERS,
                ENGINE_SOCKET,
                SERVERS,
                HOST,
                MOUNTS));
    fields.addAll(LISTS.values());
    return fields;
  }

  private static LocalPolicy make(Values values) {
    var lists = new EnumMap<Listed, Set<String>>(Listed.class);
    LISTS.forEach((sort, field) -> {
      if (values.has(field)) {
        lists.put(sort, Set.copyOf(values.get(field, List.of())));
      }
    });
    return new LocalPolicy(
        new Origin(Path.of(values.file()), "", Map.of()),
        Standing.LISTS,
        values.get(PRIVILEGED, false),
        values.get(NESTING, false),
        Set.copyOf(values.get(HOST_NAMESPACES, List.of())),
        values.get(JOIN_CONTAINERS, false),
        values.get(ENGINE_SOCKET, false),
        values.get(SERVERS, false),
        values.get(HOST, false),
        values.get(MOUNTS, List.of()),
        lists);
  }
}
