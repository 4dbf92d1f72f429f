package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.Boot;
import dev.setpoint.manifest.instance.CloudInit;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.InstanceImage;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.kinds.Envelope;
import dev.setpoint.manifest.kinds.LifecycleFields;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.MapShape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.shape.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of an {@code Instance}. */
final class InstanceKind {
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);

  /** Options that a field of the manifest stands for. */
  private static final Map<String, Field<?>> HAVE_FIELDS =
      Map.of(
          "snapshots.", ServerFields.SNAPSHOTS,
          "cloud-init.", InstanceFields.CLOUD_INIT,
          "boot.autostart", InstanceFields.BOOT);

  private static final Field<InstanceSpec.Type> TYPE =
      Field.optional("type", Shapes.words(InstanceSpec.Type.class, InstanceSpec.Type::word))
          .describe("What runs: a system container or a virtual machine.")
          .example("virtual-machine")
          .otherwise("container");

  private static final Field<InstanceImage> IMAGE =
      Field.required(
              "image",
              Shapes.object(
                  "an image",
                  List.of(
                      ImageFields.ALIAS,
                      ImageFields.FINGERPRINT,
                      ImageFields.SERVER,
                      ImageFields.PROTOCOL,
                      ImageFields.CERTIFICATE),
                  values ->
                      new InstanceImage(ImageFields.name(values), ImageFields.server(values))))
          .describe(
              "Its image, by `alias` or `fingerprint`. What an alias means is looked up once and"
                  + " then kept until the manifest changes.")
          .example("{alias: debian/13, server: \"https://images.example\"}");

  private static final Field<PullPolicy> PULL =
      Field.optional("pull", Shapes.words(PullPolicy.class))
          .describe(
              "When the image is looked up: if `missing`, `always` (also at intervals, so that a"
                  + " moved alias is noticed) or `never` (it must be on the server).")
          .example("always")
          .otherwise("missing");

  private static final Field<String> ARCHITECTURE =
      Field.optional("architecture", Servers.ARCHITECTURE)
          .describe("Kind of processor.")
          .example("x86_64")
          .otherwise("the choice of the server");

  private static final Field<List<String>> PROFILES =
      Field.optional("profiles", Shapes.list(Names.NAME).uniqueBy(name -> name, "profile"))
          .describe("Names of profiles; later ones win. An empty list means none.")
          .example("[default, small]")
          .otherwise("[default]");

  private static final Field<Map<String, String>> CONFIG =
      Field.optional(
              "config",
              Shapes.map(ConfigKeys.OF_INSTANCE, Shapes.LOOSE_TEXT, InstanceKind::markAddresses))
          .describe(
              "Local options by key, as LXD or Incus names them. What is not written is left"
                  + " alone.")
          .example("{limits.memory: 1GiB, security.nesting: true}");

  private static final Field<Boolean> EPHEMERAL =
      Field.optional("ephemeral", Shapes.BOOLEAN)
          .describe("Removed by the server when it stops.")
          .example("true")
          .otherwise("false");

  static final Envelope<ServerManifest> ENVELOPE =
      ServerEnvelope.of(
          ResourceKind.INSTANCE,
          Servers.INSTANCE_NAME,
          Stream.of(
                  List.of(
                      TYPE,
                      IMAGE,
                      PULL,
                      ARCHITECTURE,
                      PROFILES,
                      CONFIG,
                      Devices.DEVICES,
                      EPHEMERAL,
                      ServerFields.DESCRIPTION,
                      LifecycleFields.STATE,
                      ServerFields.SNAPSHOTS,
                      InstanceFields.CLOUD_INIT,
                      InstanceFields.FILES,
                      InstanceFields.BOOT,
                      LifecycleFields.READY_WITHIN,
                      InnerNodeFields.NODE),
                  CareFields.FIELDS)
              .<Field<?>>flatMap(List::stream)
              .toList(),
          InstanceKind::readSpec);

  private InstanceKind() {}

  private static InstanceSpec readSpec(Values values) {
    refuseTwice(values);
    markUses(values);
    return new InstanceSpec(
        values.get(TYPE, InstanceSpec.Type.CONTAINER),
        values.require(IMAGE),
        values.get(PULL, PullPolicy.MISSING),
        values.get(ARCHITECTURE),
        values.get(PROFILES, List.of("default")),
        values.get(CONFIG, Map.of()),
        values.get(Devices.DEVICES, Map.of()),
        values.get(EPHEMERAL, false),
        values.get(ServerFields.DESCRIPTION),
        values.get(LifecycleFields.STATE, RunState.RUNNING),
        CareFields.replacing(values),
        values.get(ServerFields.SNAPSHOTS),
        values.get(InstanceFields.CLOUD_INIT, CloudInit.NONE),
        values.get(InstanceFields.FILES, List.of()),
        values.get(InstanceFields.BOOT, Boot.NONE),
        CareFields.dependencies(values),
        CareFields.health(values),
        values.get(LifecycleFields.READY_WITHIN, READY_WITHIN),
        InnerNodeFields.read(values));
  }

  private static void refuseTwice(Values values) {
    for (String key : values.get(CONFIG, Map.of()).keySet()) {
      HAVE_FIELDS.forEach((prefix, field) -> {
        if (key.startsWith(prefix) && values.has(field)) {
          values.refuse(
              CONFIG,
              "sets " + key + " beside " + field.key(),
              "both say the same",
              "write it in " + field.key() + " alone");
        }
      });
    }
  }

  private static void markUses(Values values) {
    List<String> profiles = values.get(PROFILES, List.of());
    for (int i = 0; i < profiles.size(); i++) {
      values.markItem(
          Marks.SERVER_USE,
          new Marks.Use(ResourceKind.INSTANCEPROFILE, profiles.get(i), false),
          PROFILES,
          i);
    }
    InstanceImage image = values.require(IMAGE);
    if (image.from() == null && image.name() instanceof ImageName.Alias(var alias)) {
      values.mark(Marks.SERVER_USE, new Marks.Use(ResourceKind.IMAGE, alias, false), IMAGE);
    }
  }

  private static void markAddresses(MapShape.Entries<String> config) {
    config
        .all()
        .forEach((key, value) -> {
          if (key.startsWith("volatile.")) {
            config.mark(Marks.CLAIM, Devices.hwaddr(value), key);
          }
        });
  }
}
