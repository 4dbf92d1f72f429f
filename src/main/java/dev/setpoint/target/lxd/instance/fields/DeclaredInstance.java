package dev.setpoint.target.lxd.instance.fields;

import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.container.ContainerSpec.RunState;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.manifest.instance.InstanceImage;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.manifest.instance.Replacing.CareFor;
import dev.setpoint.manifest.instance.TextSource;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.ResourceInputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An instance as a manifest declares it, with the content of the files that it refers to. */
public final class DeclaredInstance {
  private static final String CLOUD_INIT = "cloud-init.";

  private final ServerManifest manifest;
  private final InstanceSpec spec;
  private final ResourceInputs inputs;
  private final List<String> missing = new ArrayList<>();
  private final Map<String, String> config;

  private DeclaredInstance(ServerManifest manifest, InstanceSpec spec, ResourceInputs inputs) {
    this.manifest = manifest;
    this.spec = spec;
    this.inputs = inputs;
    this.config = allConfig();
    spec.files().forEach(file -> content(file.content()));
  }

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException when it declares no instance
   */
  public static DeclaredInstance of(ServerManifest manifest, ResourceInputs inputs) {
    if (manifest.spec() instanceof InstanceSpec spec) {
      return new DeclaredInstance(manifest, spec, inputs);
    }
    throw new IllegalArgumentException(manifest.id() + " is no instance");
  }

  public ServerManifest manifest() {
    return manifest;
  }

  public InstanceSpec spec() {
    return spec;
  }

  /** Repository files that it refers to and that are not there. */
  public List<String> missing() {
    return List.copyOf(missing);
  }

  /** All its options as the server knows them: also those that the manifest has fields for. */
  public Map<String, String> config() {
    return config;
  }

  /** What is in a file; empty when the repository does not have it. */
  public Optional<byte[]> content(InstanceFile file) {
    return content(file.content());
  }

  private Map<String, String> allConfig() {
    var all = new TreeMap<>(spec.config());
    var boot = spec.boot();
    put(all, "boot.autostart", boot.autostart());
    put(all, "boot.autostart.priority", boot.priority());
    put(all, "boot.autostart.delay", boot.delaySeconds());
    var snapshots = spec.snapshots();
    if (snapshots != null) {
      put(all, "snapshots.schedule", snapshots.schedule());
      put(all, "snapshots.expiry", snapshots.expiry());
      put(all, "snapshots.pattern", snapshots.pattern());
    }
    put(all, CLOUD_INIT + "user-data", text(spec.cloudInit().userData()));
    put(all, CLOUD_INIT + "network-config", text(spec.cloudInit().networkData()));
    put(all, CLOUD_INIT + "vendor-data", text(spec.cloudInit().vendorData()));
    return Map.copyOf(all);
  }

  private static void put(Map<String, String> all, String key, @Nullable Object value) {
    if (value != null) {
      all.put(key, value.toString());
    }
  }

  private @Nullable String text(@Nullable TextSource source) {
    return source == null
        ? null
        : content(source).map(content -> new String(content, StandardCharsets.UTF_8)).orElse("");
  }

  private Optional<byte[]> content(TextSource source) {
    return switch (source) {
      case TextSource.Inline(var text) -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
      case TextSource.FromFile(var path) -> {
        Optional<byte[]> found = inputs.file(path);
        if (found.isEmpty() && !missing.contains(path)) {
          missing.add(path);
        }
        yield found;
      }
    };
  }

  /** The declared fields in normal form. */
  public Fields fields() {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(InstanceFields.IMAGE, FieldValue.text(imageText(spec.image())));
    fields.put(InstanceFields.TYPE, FieldValue.text(spec.type().word()));
    String architecture = spec.architecture();
    if (architecture != null) {
      fields.put(InstanceFields.ARCHITECTURE, FieldValue.text(Spelling.architecture(architecture)));
    }
    fields.put(InstanceFields.PROFILES, FieldValue.items(spec.profiles()));
    if (!config.isEmpty()) {
      fields.put(InstanceFields.CONFIG, FieldValue.entries(Spelling.config(config)));
    }
    spec.devices()
        .forEach((name, device) ->
            fields.put(InstanceFields.device(name), FieldValue.entries(Spelling.device(device))));
    fields.put(InstanceFields.EPHEMERAL, FieldValue.text(spec.ephemeral()));
    String description = spec.description();
    if (description != null) {
      fields.put(InstanceFields.DESCRIPTION, FieldValue.text(description));
    }
    fields.put(
        InstanceFields.STATE,
        FieldValue.text(spec.state() == RunState.RUNNING ? "running" : "stopped"));
    if (!spec.files().isEmpty()) {
      fields.put(InstanceFields.FILES, FieldValue.entries(files()));
    }
    return Fields.of(fields);
  }

  private Map<String, FieldValue> files() {
    var files = new TreeMap<String, FieldValue>();
    for (InstanceFile file : spec.files()) {
      files.put(
          file.path(),
          content(file.content())
              .map(content -> Digests.file(content, file.mode(), file.uid(), file.gid()))
              .orElseGet(() -> FieldValue.text("(not in the repository)")));
    }
    return files;
  }

  /** What cloud-init is told matters to a new root file system alone. */
  public Map<String, Remedy> remedies() {
    Remedy remedy = spec.replacing().careFor() == CareFor.SHEEP ? Remedy.REPLACE : Remedy.REPORT;
    var remedies = new TreeMap<String, Remedy>();
    config.keySet().stream()
        .filter(key -> key.startsWith(CLOUD_INIT) || key.startsWith("user.user-data"))
        .forEach(key -> remedies.put(InstanceFields.config(key), remedy));
    // what is no longer declared was declared once
    remedies.put(InstanceFields.config("cloud-init"), remedy);
    return remedies;
  }

  /** How an image is written in one word: its fingerprint, or its alias and where that is from. */
  public static String imageText(InstanceImage image) {
    String name =
        switch (image.name()) {
          case ImageName.Fingerprint(var hex) -> hex;
          case ImageName.Alias(var alias) -> alias;
        };
    var from = image.from();
    return from == null || image.name() instanceof ImageName.Fingerprint
        ? name
        : from.url() + "#" + name;
  }
}
