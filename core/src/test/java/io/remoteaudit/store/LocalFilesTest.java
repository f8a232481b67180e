package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFilesTest {

    @TempDir
    private Path directory;

    /** What the system calls them: Linux in {@code /proc/mounts}, macOS in {@code mount}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb2",
                "smb3",
                "smbfs",
                "afpfs",
                "webdav",
                "fuse",
                "fuse.sshfs",
                "fuse.glusterfs",
                "fuse.s3fs",
                "9p",
                "afs",
                "beegfs",
                "ceph",
                "gpfs",
                "lustre",
                "NFS"
            })
    void fileSystemsReachedOverANetworkAreRefusedByTheirType(String type) {
        assertThatThrownBy(() -> LocalFiles.require(directory, type, "the search index"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo("RA-0233"))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("type " + type)
                .hasMessageContaining("the search index")
                .hasMessageContaining("Name a directory on a local disk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext4",
                "ext2/ext3",
                "xfs",
                "btrfs",
                "zfs",
                "tmpfs",
                "overlay",
                "f2fs",
                "apfs",
                "hfs",
                "NTFS",
                "ReFS",
                "exfat"
            })
    void disksOfThisMachineAreTaken(String type) {
        assertThatCode(() -> LocalFiles.require(directory, type, "the search index"))
                .doesNotThrowAnyException();
    }

    @Test
    void directoryOfTheTestsIsOnALocalDisk() {
        assertThatCode(() -> LocalFiles.require(directory, "the search index")).doesNotThrowAnyException();
    }
}
