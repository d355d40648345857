import Files
import Testing

@testable import Running

@Suite struct GitCommitTests {
    private let commit = "0123456789abcdef0123456789abcdef01234567"

    @Test func aFolderUnderGitStandsAtTheCommitOfItsBranch() throws {
        let folder = try TemporaryFolder()
        try SafeFile.makeFolder(folder.path + "/.git/refs/heads")
        try SafeFile.makeFolder(folder.path + "/notebooks")
        try SafeFile.write("ref: refs/heads/main\n", to: folder.path + "/.git/HEAD")
        try SafeFile.write(commit + "\n", to: folder.path + "/.git/refs/heads/main")
        #expect(GitCommit.of(folder: folder.path + "/notebooks") == commit)
    }

    @Test func aPackedBranchIsFound() throws {
        let folder = try TemporaryFolder()
        try SafeFile.makeFolder(folder.path + "/.git")
        try SafeFile.write("ref: refs/heads/main\n", to: folder.path + "/.git/HEAD")
        try SafeFile.write("# pack-refs\n\(commit) refs/heads/main\n", to: folder.path + "/.git/packed-refs")
        #expect(GitCommit.of(folder: folder.path) == commit)
    }

    @Test func aBranchNameCannotLeaveTheRepository() throws {
        let folder = try TemporaryFolder()
        try SafeFile.makeFolder(folder.path + "/.git")
        try SafeFile.write(commit, to: folder.path + "/secret")
        try SafeFile.write("ref: ../secret\n", to: folder.path + "/.git/HEAD")
        #expect(GitCommit.of(folder: folder.path) == nil)
    }
}
