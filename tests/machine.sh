#!/bin/sh
# A Debian machine of its own in namespaces, like this one but for what is made here: systemd is its first process, and
# all that is written stays in memory. `tests/test_units.py` starts it, with an empty folder, the code, and the prefix
# of its Python.
set -e
folder=$1 code=$2 python=$3
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

mount --make-rprivate /
mount -t tmpfs tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
cd "$folder/root"
mount -t proc proc proc
mount --rbind /sys sys
mount -o remount,bind,ro sys  # systemd takes the kernel's settings for somebody else's
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
chmod 1777 tmp
mount -t tmpfs -o mode=755 tmpfs dev
for device in null zero full random urandom tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mkdir -p before
pivot_root . before
mount -o bind,ro proc/sys proc/sys
ip link set lo up

# The code where README has it, with its environment; Python where the account of the service may go.
mkdir /opt/rostrum
tar -C "/before$code" --exclude=./.archive --exclude=./.git --exclude='./.*_cache' -c . | tar -C /opt/rostrum -x
if [ "$python" != /usr ]; then
    cp -a "/before$python" /opt/python
    echo /opt/python/lib >/etc/ld.so.conf.d/0-python.conf
    ldconfig
    ln -sfn "/opt/python/bin/python3" /opt/rostrum/.venv/bin/python
    sed -i "s#^home = .*#home = /opt/python/bin#" /opt/rostrum/.venv/pyvenv.cfg
fi

# As if PostgreSQL, nginx and the certificate had just been got.
rm -rf /etc/postgresql/* /var/lib/postgresql/*
pg_createcluster "$(ls /usr/lib/postgresql | tail -n 1)" main
rm -f /etc/nginx/sites-enabled/*
host=archive.example.org
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout "/etc/ssl/private/$host.key" -out "/etc/ssl/certs/$host.pem"
echo "127.0.0.1 $host" >>/etc/hosts
umount -l /before

container=other exec /usr/lib/systemd/systemd --system
