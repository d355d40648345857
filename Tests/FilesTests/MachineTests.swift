import Files
import Foundation
import Testing

@Suite struct MachineTests {
    @Test func `cores are those that this process may use, as nproc counts them`() throws {
        let (nproc, output) = (Process(), Pipe())
        nproc.executableURL = URL(fileURLWithPath: "/usr/bin/nproc")
        nproc.environment = [:]
        nproc.standardOutput = output
        try nproc.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        nproc.waitUntilExit()
        #expect(said == "\(Machine.cores)\n")
    }
}
