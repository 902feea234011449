"""What the system and parsers of other programs say is wrong, in Chinese; keyed by their English."""

from __future__ import annotations

REASONS = {
    # the system
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "Operation not permitted": "不允许这样做",
    "Is a directory": "这是文件夹",
    "Not a directory": "这不是文件夹",
    "File exists": "已有同名文件",
    "File name too long": "文件名太长",
    "Directory not empty": "文件夹不是空的",
    "No space left on device": "磁盘已满",
    "Disk quota exceeded": "超出磁盘限额",
    "Read-only file system": "磁盘只能读取",
    "Input/output error": "磁盘读写出错",
    "Too many open files": "打开的文件太多",
    "Too many levels of symbolic links": "链接层数太多",
    "Text file busy": "文件正在使用",
    "Device or resource busy": "设备正在使用",
    "Invalid argument": "参数无效",
    "Broken pipe": "接收方已关闭",
    "Address already in use": "端口已被占用",
    "Connection refused": "对方拒绝连接",
    "Connection timed out": "连接超时",
    "fatal: not a git repository (or any of the parent directories): .git": "这里不是 git 仓库",
    # zip
    "File is not a zip file": "不是压缩包",
    "Bad magic number for central directory": "压缩包的目录已损坏",
    "Bad magic number for file header": "压缩包中的文件头已损坏",
    "Truncated central directory": "压缩包的目录不完整",
    "Truncated file header": "压缩包中的文件头不完整",
    "Corrupt zip64 end of central directory locator": "压缩包的结尾已损坏",
    # JSON
    "Expecting value: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列缺少值",
    "Expecting property name enclosed in double quotes: line {line} column {column} (char {place})": (
        "第 {line} 行第 {column} 列应为双引号中的名称"
    ),
    "Expecting '{sign}' delimiter: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列缺少 {sign}",
    "Extra data: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列起有多余内容",
    "Unterminated string starting at: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列的文字没有结束",
    "Invalid control character at: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列有控制字符",
    "Invalid \\escape: line {line} column {column} (char {place})": "第 {line} 行第 {column} 列的转义不对",
    # contracts
    "Field required": "缺少这一项",
    "Extra inputs are not permitted": "没有这一项",
    "Input should be {kind}": "值不合规定（{kind}）",
}
"""Reasons inside an error; others are shown in English."""
