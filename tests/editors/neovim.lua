-- A session in Neovim: attach, findings, completion, a fix, and a stop that leaves no server.
-- usage: nvim --headless --clean -S neovim.lua   with MUBIAO_SHEET and mubiao on PATH
-- MUBIAO_END=quit leaves the server to the editor's own end, MUBIAO_END=killed to itself.

local function wait(what, test)
  if not vim.wait(10000, test, 20) then error("waited in vain for " .. what, 0) end
end

local function session()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.MUBIAO_SHEET))
  local buffer = vim.api.nvim_get_current_buf()
  assert(vim.bo.filetype == "mubiao", "the file type is " .. vim.bo.filetype)

  local client
  wait("a client", function()
    for _, each in pairs(vim.lsp.buf_get_clients(buffer)) do client = each end
    return client ~= nil
  end)
  wait("findings", function() return #vim.diagnostic.get(buffer) > 50 end)

  local function request(method, params)
    local answer, reason = client.request_sync(method, params, 10000, buffer)
    assert(answer, method .. ": " .. tostring(reason))
    assert(answer.err == nil, vim.inspect(answer.err))
    return answer.result
  end

  local function row(index) return vim.api.nvim_buf_get_lines(buffer, index, index + 1, true)[1] end

  local document = { uri = vim.uri_from_bufnr(buffer) }
  assert(row(16):find("\t\t=", 1, true), "row 17 is not damaged: " .. row(16))
  local findings = vim.lsp.diagnostic.get_line_diagnostics(buffer, 16)
  assert(#findings > 0, "no finding in row 17")
  local actions = request("textDocument/codeAction", {
    textDocument = document,
    range = { start = { line = 16, character = 0 }, ["end"] = { line = 17, character = 0 } },
    context = { diagnostics = findings },
  })
  local fix
  for _, action in ipairs(actions or {}) do
    -- A client that does not say that it knows preferred actions gets the best one of each finding.
    if action.isPreferred or action.kind == "quickfix" then fix = action break end
  end
  assert(fix, "no preferred fix: " .. vim.inspect(actions))
  if not fix.edit then fix = request("codeAction/resolve", fix) end
  vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  assert(row(16) == "\t\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12", row(16))
  wait("the end of the finding", function() return #vim.lsp.diagnostic.get_line_diagnostics(buffer, 16) < #findings end)

  assert(row(23):find("^\t\t\t预算调整率\t"), row(23))
  vim.api.nvim_buf_set_lines(buffer, 23, 24, true, { "\t\t\tyszxl" })
  local list = request("textDocument/completion", { textDocument = document, position = { line = 23, character = 8 } })
  local items = list.items or list
  local chosen
  for _, item in ipairs(items) do
    if item.label:find("预算执行率", 1, true) then chosen = chosen or item end
  end
  assert(chosen, "no 预算执行率 among " .. #items .. " completions")
  vim.lsp.util.apply_text_edits({ chosen.textEdit }, buffer, client.offset_encoding)
  assert(row(23):find("^\t\t\t预算执行率"), row(23))

  if vim.env.MUBIAO_END == "quit" then return end
  if vim.env.MUBIAO_END == "killed" then vim.loop.kill(vim.loop.os_getpid(), "sigkill") end
  vim.lsp.stop_client(client.id)
  wait("the end of the client", function() return vim.lsp.client_is_stopped(client.id) end)
end

-- Without the status a headless editor stays, with its error on the screen that nobody sees.
local passed, reason = xpcall(session, debug.traceback)
io.stderr:write(passed and "neovim: ok\n" or "neovim: " .. tostring(reason) .. "\n")
vim.cmd(passed and "quitall!" or "cquit 1")
