package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.manifest.instance.InstanceFile;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
import java.util.List;

/** Writes declared files into an instance, running or not. */
record FilePush(Job job) {
  private static final int DIRECTORY = 0755;

  void push(EntityPath instance, List<InstanceFile> files) {
    for (InstanceFile file : files) {
      byte[] content =
          job.declared()
              .content(file)
              .orElseThrow(() ->
                  job.failure(
                      FailureReason.BAD_SPEC,
                      "the content of " + file.path() + " is not in the repository",
                      "add the file"));
      parents(instance, file.path());
      job.server()
          .stat(instance, file.path())
          .filter(there -> there.type() != FileInfo.Type.FILE)
          // a link would be followed, and a directory stands in the way
          .ifPresent(_ -> job.server().deleteFile(instance, file.path()));
      job.server()
          .putFile(
              instance,
              file.path(),
              dev.setpoint.target.lxd.api.InstanceFile.of(
                  FileInfo.file(file.uid(), file.gid(), file.mode()), content));
      owner(instance, file, content);
    }
  }

  /** Servers give owner and mode to a new file alone; where they did not, it is made anew. */
  private void owner(EntityPath instance, InstanceFile file, byte[] content) {
    var info = FileInfo.file(file.uid(), file.gid(), file.mode());
    boolean differs = job.server().stat(instance, file.path()).filter(info::equals).isEmpty();
    if (differs) {
      job.server().deleteFile(instance, file.path());
      job.server()
          .putFile(
              instance, file.path(), dev.setpoint.target.lxd.api.InstanceFile.of(info, content));
    }
  }

  private void parents(EntityPath instance, String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (job.server().stat(instance, parent).isEmpty()) {
        job.server()
            .putFile(
                instance,
                parent,
                dev.setpoint.target.lxd.api.InstanceFile.directory(0, 0, DIRECTORY));
      }
    }
  }
}
