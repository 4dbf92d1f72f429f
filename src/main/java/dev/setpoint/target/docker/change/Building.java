package dev.setpoint.target.docker.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.container.ContainerFile;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.body.ContainerBody;
import dev.setpoint.target.docker.look.Names;
import dev.setpoint.target.docker.look.Tar;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a container under a temporary name: created, on its networks, with its files. */
final class Building {
  private final ContainerJob job;

  Building(ContainerJob job) {
    this.job = job;
  }

  /**
   * Makes it and returns its id; on failure nothing of it is left.
   *
   * @param carried volumes without a name that it takes over, by path
   */
  String make(Map<String, String> carried) {
    ContainerBody body = job.body();
    String temporary = job.free(Names.incoming(job.name(), job.request().operation()));
    job.step("creating " + job.name());
    String id = job.engine().create(temporary, whole(carried));
    try {
      body.further()
          .forEach(
              network -> job.engine().connect(network.name(), ContainerBody.connect(id, network)));
      write(id, job.spec().files());
      return id;
    } catch (EngineException e) {
      removeQuietly(id);
      throw e;
    }
  }

  /** All that it is created from. */
  ObjectNode whole(Map<String, String> carried) {
    DesiredResource desired = Objects.requireNonNull(job.request().desired());
    var mark = job.ground().identity().mark(job.id(), desired.specDigest());
    var marks =
        new ContainerBody.Marks(mark, job.request().operation(), job.engine().ownCapabilities());
    return job.body().create(marks, desired.fields(), carried);
  }

  /** Writes files into a container, running or not. */
  void write(String id, Collection<ContainerFile> files) {
    if (files.isEmpty()) {
      return;
    }
    List<Tar.Entry> entries = files.stream().map(this::entry).toList();
    job.step("writing " + entries.size() + " files into " + job.name());
    job.engine().putArchive(id, "/", Tar.write(entries));
    files.forEach(file -> job.ground().looks().files().forget(id, file.path()));
  }

  private Tar.Entry entry(ContainerFile file) {
    byte[] content =
        job.request()
            .inputs()
            .file(file.from())
            .orElseThrow(() ->
                job.failure(
                    FailureReason.BAD_SPEC,
                    "the file " + file.from() + " is not there",
                    "add it to the repository"));
    long now = job.ground().clock().instant().getEpochSecond();
    return new Tar.Entry(
        file.path().substring(1), content, file.mode(), file.uid(), file.gid(), now);
  }

  /** Takes away what was just made; whatever is left is settled later. */
  void removeQuietly(String id) {
    try {
      job.engine().remove(id);
    } catch (EngineException stillThere) {
      job.step("could not remove what was begun: " + stillThere.getMessage());
    }
  }
}
