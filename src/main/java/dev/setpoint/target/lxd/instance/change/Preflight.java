package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.manifest.container.ContainerSpec.PullPolicy;
import dev.setpoint.manifest.instance.DeviceUse;
import dev.setpoint.manifest.instance.ImageName;
import dev.setpoint.manifest.instance.ImageServer;
import dev.setpoint.manifest.instance.InstanceImage;
import dev.setpoint.manifest.instance.InstanceSpec;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.ImagePull;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.instance.fields.DeclaredInstance;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import java.util.Map;
import java.util.Optional;

/** Everything that can be checked before the first call that changes something. */
record Preflight(Job job) {
  /** Checks all, fetches the image when it is missing, and says which it is. */
  ImageLock check() {
    if (!job.declared().missing().isEmpty()) {
      throw new ChangeFailure(
          new Outcome.Failed(
              FailureReason.BAD_SPEC,
              "%s of %s failed: the repository has no %s; add it"
                  .formatted(
                      job.correction().verb(),
                      job.id(),
                      String.join(", no ", job.declared().missing())),
              true,
              null));
    }
    job.spec()
        .profiles()
        .forEach(name ->
            need(
                EntityPath.profile(job.project(), name),
                FailureReason.BAD_SPEC,
                "declare an InstanceProfile of that name, or leave it out of profiles"));
    job.spec().devices().values().forEach(this::devices);
    return image();
  }

  private void devices(Map<String, String> device) {
    for (DeviceUse use : DeviceUse.of(device)) {
      switch (use.what()) {
        case NETWORK ->
            need(
                EntityPath.network(job.project(), use.name()),
                FailureReason.NETWORK_MISSING,
                "declare the network");
        case POOL ->
            need(
                EntityPath.pool(use.name()),
                FailureReason.VOLUME_MISSING,
                "declare the storage pool");
        case VOLUME ->
            need(
                EntityPath.volume(job.project(), device.getOrDefault("pool", ""), use.name()),
                FailureReason.VOLUME_MISSING,
                "declare the volume");
      }
    }
  }

  private void need(EntityPath path, FailureReason reason, String remedy) {
    if (job.server().find(path).isEmpty()) {
      throw job.failure(reason, "there is no " + path + " on " + target(), remedy);
    }
  }

  private String target() {
    return job.ground().identity().target();
  }

  private ImageLock image() {
    InstanceImage image = job.spec().image();
    String name = DeclaredInstance.imageText(image);
    ImageServer from = image.from();
    Optional<String> there =
        switch (image.name()) {
          case ImageName.Fingerprint(var hex) ->
              job.server()
                  .find(EntityPath.image(job.project(), hex))
                  .map(Entity::json)
                  .map(json -> json.path("fingerprint").asText());
          case ImageName.Alias(var alias) ->
              from == null ? job.server().fingerprint(job.project(), alias) : Optional.empty();
        };
    if (there.isPresent()) {
      return new ImageLock(name, there.get());
    }
    if (from == null || job.spec().pull() == PullPolicy.NEVER) {
      throw job.failure(
          FailureReason.IMAGE_MISSING,
          "%s has no image %s in project %s".formatted(target(), name, job.project()),
          "declare an Image of that name, or say which server it is taken from");
    }
    return new ImageLock(name, pull(image.name(), from));
  }

  private String pull(ImageName name, ImageServer from) {
    String word =
        switch (name) {
          case ImageName.Fingerprint(var hex) -> hex;
          case ImageName.Alias(var alias) -> alias;
        };
    job.step("fetching the image " + word + " from " + from.url());
    try {
      return job.server()
          .pull(
              new ImagePull(
                  job.project(),
                  from.url(),
                  ImagePull.Protocol.valueOf(from.protocol().name()),
                  word,
                  name instanceof ImageName.Fingerprint,
                  job.spec().type() == InstanceSpec.Type.VIRTUAL_MACHINE,
                  ""),
              job::step);
    } catch (LxdException e) {
      throw job.failure(
          FailureReason.IMAGE_PULL_FAILED,
          "%s could not fetch the image %s from %s: %s"
              .formatted(target(), word, from.url(), e.getMessage()),
          "check the name, the server and the way to it");
    }
  }
}
