package dev.setpoint.target.lxd.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.InstanceImage;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.instance.change.Marks;
import dev.setpoint.target.lxd.instance.fields.DeclaredInstance;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.lxd.instance.fields.LiveInstance;
import dev.setpoint.target.lxd.instance.fields.LiveOptions;
import dev.setpoint.target.lxd.kind.Live;
import dev.setpoint.target.lxd.kind.Marking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How instances are seen: one call for a whole project, and one for each declared file. */
final class InstanceLooks {
  /** So many are asked for one by one; for more the whole list is cheaper. */
  private static final int SINGLE = 3;

  private final Server server;
  private final InstantSource clock;
  private final FileLooks files;
  private volatile @Nullable LiveOptions options;

  InstanceLooks(Server server, InstantSource clock, FileLooks files) {
    this.server = server;
    this.clock = clock;
    this.files = files;
  }

  List<Live> look(String project, Set<String> only) {
    if (!only.isEmpty()) {
      only.forEach(name -> files.forget(EntityPath.instance(project, name)));
    }
    if (!only.isEmpty() && only.size() <= SINGLE) {
      var found = new ArrayList<Live>();
      for (String name : only) {
        Optional<Entity> one = server.find(EntityPath.instance(project, name));
        one.ifPresent(entity -> found.add(live(entity.json())));
      }
      // one that is gone may be there under another name, in the middle of a swap
      if (found.size() == only.size()) {
        return found;
      }
    }
    return server.list(EntityType.INSTANCE, project).stream().map(this::live).toList();
  }

  private Live live(JsonNode json) {
    JsonNode config = json.path("config");
    return new Live(
        json.path("name").asText(),
        Marking.read(config),
        Marks.role(config, clock.instant()),
        json);
  }

  Present read(ResourceId id, Live live, @Nullable DeclaredInstance desired, String project) {
    var instance = new LiveInstance(live.json());
    var object = new EngineObject(instance.id(), instance.name());
    var condition = new Condition(instance.isRunning(), Health.NONE, null, null);
    if (desired == null) {
      var fields = instance.fields(Set.of(), instance.baseImage(), Map.of());
      return new Present(
          id, object, live.mark(), fields, Fields.none(), condition, List.of(), Map.of());
    }
    var path = EntityPath.instance(project, instance.name());
    var spec = desired.spec();
    Set<String> declared = desired.config().keySet();
    var fields =
        instance.fields(
            declared, image(project, spec.image(), spec.pull(), instance), files(path, desired));
    return new Present(
        id,
        object,
        live.mark(),
        fields,
        LiveInstance.undeclared(fields, desired.fields()),
        condition,
        List.of(),
        instance.remedies(declared, spec.devices(), options()));
  }

  private Map<String, dev.setpoint.reconcile.field.FieldValue> files(
      EntityPath path, DeclaredInstance desired) {
    return files.look(path, desired.spec().files());
  }

  /** Its image in the words of the declaration, or what it is instead. */
  private String image(
      String project, InstanceImage declared, PullPolicy pull, LiveInstance instance) {
    String name = DeclaredInstance.imageText(declared);
    String base = instance.baseImage();
    if (declared.name() instanceof ImageName.Fingerprint) {
      return base;
    }
    Optional<ImageLock> lock = ImageLock.read(instance.config());
    if (lock.isEmpty()) {
      return hasMoved(project, declared, base) ? other(name, base) : name;
    }
    if (!lock.get().fingerprint().equals(base)) {
      return other(name, base);
    }
    boolean isAskedAgain = pull == PullPolicy.ALWAYS && lock.get().name().equals(name);
    return isAskedAgain && hasMoved(project, declared, base)
        ? other(name, base)
        : lock.get().name();
  }

  private static String other(String name, String base) {
    return name + "@" + shortened(base);
  }

  /** Whether an alias of the server means another image than this; unknown is no drift. */
  private boolean hasMoved(String project, InstanceImage declared, String base) {
    return declared.from() == null
        && server
            .fingerprint(project, DeclaredInstance.imageText(declared))
            .filter(now -> !now.equals(base))
            .isPresent();
  }

  private static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }

  private LiveOptions options() {
    LiveOptions known = options;
    if (known == null) {
      known = new LiveOptions(server.optionMetadata());
      options = known;
    }
    return known;
  }
}
