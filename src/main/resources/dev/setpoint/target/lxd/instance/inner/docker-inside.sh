# Whether Docker can run containers here, in one line: works, absent, silent WHY, failed WHY. Run inside an instance, with
# what the instance is allowed as its argument: it is tried again when that, or a package, is another one.
kept=/opt/setpoint-agent/docker-works
name=setpoint.invalid/preflight:1
# A Docker that hangs holds nobody up.
limited() { if command -v timeout >/dev/null 2>&1; then timeout -k 2 15 "$@"; else "$@"; fi; }
command -v docker >/dev/null 2>&1 || { echo absent; exit 0; }
version=$(limited docker version --format '{{json .Server}}' 2>&1) || { echo "silent $(printf '%s' "$version" | tail -n 1)"; exit 0; }
packages=$(dpkg-query -W -f '${Package} ${Version};' docker.io docker-ce containerd containerd.io runc 2>/dev/null)
now=$(printf '%s %s %s' "$1" "$packages" "$version" | sed 's/"KernelVersion":"[^"]*"//' | sha256sum | cut -d ' ' -f 1)
[ "$(cat "$kept" 2>/dev/null)" != "$now" ] || { echo works; exit 0; }
d=$(mktemp -d) || { echo "failed no temporary directory can be made"; exit 0; }
trap 'docker rmi -f "$name" >/dev/null 2>&1; rm -rf "$d"' EXIT
# The image is a program of this system with its libraries; nothing is fetched.
mkdir "$d/root"
program=$(command -v busybox || readlink -f "$(command -v true)")
[ -x "$program" ] || program=/bin/true
for file in "$program" $(ldd "$program" 2>/dev/null | grep -o '/[^ )]*'); do
  mkdir -p "$d/root$(dirname "$file")"
  cp -L "$file" "$d/root$file"
done
mkdir -p "$d/root/dev" "$d/root/proc" "$d/root/sys" "$d/root/etc"
tar -C "$d/root" -cf - . | limited docker import - "$name" >/dev/null 2>"$d/said" || { echo "failed $(tail -n 2 "$d/said" | tr '\n' ' ')"; exit 0; }
case $program in *busybox) set -- "$program" true ;; *) set -- "$program" ;; esac
limited docker run --rm --log-driver none "$name" "$@" >/dev/null 2>"$d/said" || { echo "failed $(tail -n 2 "$d/said" | tr '\n' ' ')"; exit 0; }
printf '%s\n' "$now" >"$kept" 2>/dev/null
echo works
