"""What the scripts that measure Haltbook beside others share."""
import platform, time


def duration(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1e3 * seconds:.1f} ms"


def processor():
    """The processor's name."""
    name = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    return name or platform.machine()


def busy_share():
    """What share of a second the processors spend on other work."""
    def ticks():
        fields = [int(field) for field in open("/proc/stat").readline().split()[1:]]
        return sum(fields), fields[3] + fields[4]  # idle, and waiting for disks

    total, idle = ticks()
    time.sleep(1)
    later_total, later_idle = ticks()
    return 1 - (later_idle - idle) / max(1, later_total - total)


def print_table(table):
    """Rows of text, the first one the head: names to the left, all else to the right."""
    widths = [max(map(len, column)) for column in zip(*table)]
    for number, row in enumerate(table):
        print("  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]))
        if number == 0:
            print("  ".join("-" * width for width in widths))
