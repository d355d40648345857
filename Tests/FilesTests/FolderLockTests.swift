import Glibc
import Testing

@testable import Files

@Suite struct FolderLockTests {
    @Test func `a folder has one holder at a time, who is named`() throws {
        let folder = try TemporaryFolder()
        let first = try FolderLock(folder.path)
        let error = #expect(throws: FolderInUse.self) { try FolderLock(folder.path) }
        #expect(
            error?.description
                == "\(folder.path) is in use by process \(getpid()); wait until it ends, or choose another place with --output"
        )
        withExtendedLifetime(first) {}
    }

    @Test func `released, it is free, and nothing is left of it`() throws {
        let folder = try TemporaryFolder()
        for _ in 0..<3 {
            let lock = try FolderLock(folder.path)
            withExtendedLifetime(lock) {}
        }
        #expect(SafeFile.names(in: folder.path) == [])
    }

    @Test func `a lock's file that nobody holds is taken over`() throws {
        let folder = try TemporaryFolder()
        try SafeFile.write("4194305\n", to: folder.path + "/.lock")
        let lock = try FolderLock(folder.path)
        let error = #expect(throws: FolderInUse.self) { try FolderLock(folder.path) }
        #expect(error?.process == getpid())
        withExtendedLifetime(lock) {}
    }
}
