package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.instance.Replacing.Way;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.lxd.instance.ground.Busy;
import dev.setpoint.target.lxd.instance.ground.Power;
import dev.setpoint.target.lxd.instance.ground.Writing;

/** Makes the root file system of an instance anew; there is no way back, so its manifest asks. */
record Rebuild(Job job) {
  private static final String EXTENSION = "instances_rebuild";

  /** Whether the manifest asks for it and the server can; else the instance is swapped. */
  static boolean isPossible(Job job, EngineObject object) {
    JsonNode now = job.looked(object).json();
    return job.spec().replacing().way() == Way.REBUILD
        && job.server().info().has(EXTENSION)
        && now.path("snapshots").isEmpty()
        && now.path("type").asText().equals(job.spec().type().word());
  }

  Outcome apply(EngineObject object) {
    ImageLock image = new Preflight(job).check();
    job.looked(object);
    job.step("rebuilding " + job.name());
    Power.of(job.ground()).stop(job.path());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("source").put("type", "image").put("fingerprint", image.fingerprint());
    Busy.wait(job.ground(), () -> job.server().rebuild(job.path(), body));
    new InPlace(job).apply(job.path());
    Writing.of(job.ground())
        .write(job.path(), now -> Writing.object(now, "config").put(ImageLock.KEY, image.text()));
    new FilePush(job).push(job.path(), job.spec().files());
    return Making.started(job, job.path(), "rebuilt from " + image.name());
  }
}
