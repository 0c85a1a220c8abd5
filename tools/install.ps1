# Installs a released mubiao on Windows: install.ps1 [-Version 0.1.0]. MUBIAO_RELEASES is the address of the releases;
# MUBIAO_BIN is where the program goes. What was downloaded is held to its checksum.
param([string]$Version = "0.1.0")
$ErrorActionPreference = "Stop"
if (-not $env:MUBIAO_RELEASES) { throw "set MUBIAO_RELEASES to the address of the releases" }
$bin = if ($env:MUBIAO_BIN) { $env:MUBIAO_BIN } else { Join-Path $env:LOCALAPPDATA "Programs\mubiao" }
$target = switch ($env:PROCESSOR_ARCHITECTURE) {
  "AMD64" { "x86_64-pc-windows-msvc" }
  "ARM64" { "aarch64-pc-windows-msvc" }
  default { throw "mubiao is not built for $_; cargo install mubiao compiles it" }
}
$archive = "mubiao-$Version-$target.zip"
$folder = New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid()))
try {
  $file = Join-Path $folder $archive
  Invoke-WebRequest -UseBasicParsing "$env:MUBIAO_RELEASES/v$Version/$archive" -OutFile $file
  Invoke-WebRequest -UseBasicParsing "$env:MUBIAO_RELEASES/v$Version/$archive.sha256" -OutFile "$file.sha256"
  $wanted = (Get-Content "$file.sha256").Split(" ")[0]
  if ((Get-FileHash $file -Algorithm SHA256).Hash -ne $wanted) { throw "$archive does not have its checksum" }
  Expand-Archive $file -DestinationPath $folder
  New-Item -ItemType Directory -Force -Path $bin | Out-Null
  Copy-Item (Join-Path $folder "mubiao-$Version-$target\mubiao.exe") $bin -Force
  & (Join-Path $bin "mubiao.exe") --version
  if (($env:PATH -split ";") -notcontains $bin) { Write-Output "add $bin to your PATH" }
} finally {
  Remove-Item -Recurse -Force $folder
}
